import { type DecisionRequest, isCategory, isPurpose, REQUEST_ACTIONS, type RequestAction } from '#libs/domain';
import { type Principal, ProblemError } from '#libs/http';
import { Injectable } from '@nestjs/common';
import { AGENCY_CODE } from '../agency/agency.dto.js';
import { ResidentReference } from '../relationship/resident-reference.js';
import { HotPool } from '../storage/hot-pool.js';
import type { EvaluationBody } from './evaluation.dto.js';

/** Stands for a requester or resident who is not there (or not to be told of): the decision then denies by itself. */
export const NOBODY = '00000000-0000-0000-0000-000000000000';

const SUBJECT = {
  name: 'subject-of-agency',
  text: `SELECT p.id, p.agency FROM policy.principal p WHERE p.agency = $1 AND p.kind = $2 AND (p.subject = $3 OR p.id::text = $3)`,
};

/** An AuthZEN question as a decision request: names are checked, identifiers resolved as the asker's own (design 5). */
@Injectable()
export class Question {
  constructor(
    private readonly hot: HotPool,
    private readonly residents: ResidentReference,
  ) {}

  /** `at` names the place of the question in its batch, for what is wrong with it. */
  async read(asker: Principal, body: EvaluationBody, at = ''): Promise<DecisionRequest> {
    const { subject, action, resource, context } = body;
    const category = resource?.properties?.['category'];
    const source = resource?.properties?.['source'];
    const purpose = context?.['purpose'];
    const faults = [
      ...(subject === undefined ? [fault(`${at}subject`, 'required')] : []),
      ...(isAction(action?.name) ? [] : [fault(`${at}action.name`, `one of ${REQUEST_ACTIONS.join(', ')}`)]),
      ...(resource?.type === 'record' ? [] : [fault(`${at}resource.type`, 'record')]),
      ...(typeof category === 'string' && isCategory(category)
        ? []
        : [fault(`${at}resource.properties.category`, 'a known category')]),
      ...(typeof source === 'string' && AGENCY_CODE.test(source)
        ? []
        : [fault(`${at}resource.properties.source`, 'an agency code')]),
      ...(typeof purpose === 'string' && isPurpose(purpose) ? [] : [fault(`${at}context.purpose`, 'a known purpose')]),
    ];
    if (faults.length > 0) throw new ProblemError('invalid-input', { errors: faults });
    const [requester, residentId] = await Promise.all([
      this.requester(asker, subject!.type, subject!.id),
      this.residents.find(asker, resource!.id),
    ]);
    return {
      requesterId: requester ?? NOBODY,
      action: action!.name as RequestAction,
      residentId: residentId ?? NOBODY,
      sourceAgency: source as string,
      recipientAgency: asker.agency!,
      category: category as DecisionRequest['category'],
      purpose: purpose as DecisionRequest['purpose'],
    };
  }

  /** An asker may ask about people of their own agency; a practitioner about themselves. Anybody else is nobody. */
  private async requester(asker: Principal, type: string, id: string): Promise<string | null> {
    const { rows } = await this.hot.pool.query<{ id: string }>({ ...SUBJECT, values: [asker.agency, type, id] });
    const found = rows[0]?.id ?? null;
    return asker.kind === 'practitioner' && found !== asker.id ? null : found;
  }
}

function isAction(name: string | undefined): name is RequestAction {
  return (REQUEST_ACTIONS as readonly (string | undefined)[]).includes(name);
}

function fault(field: string, wanted: string): { field: string; rule: string; detail: string } {
  return { field, rule: 'expected', detail: `${field} must be ${wanted}` };
}
