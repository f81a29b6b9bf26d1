import { parseArgs } from 'node:util';
import type { Principal } from '#libs/http';
import { reasonOf, say, warn } from './local/say.js';
import { withdrawalConfig } from './withdraw/withdrawal-config.js';
import { Withdrawals, type Consent } from './withdraw/withdrawals.js';

const HELP = `npm run withdraw — a member of staff records a withdrawal that a resident told them

  Needs the database alone: works with portal and sign-in down. It counts at once, everywhere, and is in the audit.

  --resident KEY                   the resident by their sign-in (demo: first name), or
  --pseudonym P --agency CODE      by the pseudonym of the agency
  --staff KEY                      who records it, by their own sign-in
  --directive ID | --all           which consent; needed where there are several
`;

const OPTIONS = {
  resident: { type: 'string' },
  pseudonym: { type: 'string' },
  agency: { type: 'string' },
  staff: { type: 'string' },
  directive: { type: 'string' },
  all: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Asked = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

async function main(asked: Asked): Promise<void> {
  if (asked.help) return say(HELP);
  if (!asked.staff) throw new Error('Say who records it: --staff KEY (--help shows more).');
  const withdrawals = await Withdrawals.open(withdrawalConfig(process.env));
  try {
    const staff = await withdrawals.staff(asked.staff);
    const residentId = await residentOf(asked, withdrawals);
    const consents = chosen(asked, await withdrawals.consentsOf(staff, residentId));
    if (consents.length === 0) return say('There is no consent in force to withdraw.');
    for (const consent of consents) await record(withdrawals, staff, consent);
  } finally {
    await withdrawals.close();
  }
}

async function record(withdrawals: Withdrawals, staff: Principal, consent: Consent): Promise<void> {
  const effectiveAt = await withdrawals.withdraw(staff, consent.id);
  say(`Withdrawn: ${described(consent)}`);
  say(`  effective from ${effectiveAt}: nothing goes out under it since then`);
  say(`  recorded for ${staff.agency ?? 'nobody'}, directive ${consent.id}`);
}

function residentOf({ resident, pseudonym, agency }: Asked, withdrawals: Withdrawals): Promise<string> {
  if (resident) return withdrawals.bySignIn(resident);
  if (pseudonym && agency) return withdrawals.byPseudonym(agency, pseudonym);
  throw new Error('Say whose it is: --resident KEY, or --pseudonym P with --agency CODE.');
}

function chosen({ directive, all }: Asked, consents: readonly Consent[]): readonly Consent[] {
  if (directive) {
    const found = consents.filter(({ id }) => id === directive);
    if (found.length === 0) throw new Error('That directive is no consent in force of this resident.');
    return found;
  }
  if (all || consents.length <= 1) return consents;
  const list = consents.map((consent) => `  ${consent.id}  ${described(consent)}`).join('\n');
  throw new Error(`There are several; choose one with --directive ID, or --all:\n${list}`);
}

function described({ agreement, recipients, purposes, categories }: Consent): string {
  if (recipients?.length === 0) return 'a consent that has nothing to do with the agency of this member of staff';
  const part = (list: readonly string[] | null, whole: string): string => list?.join(' ') ?? whole;
  const what = part(categories, 'everything that it covers');
  return `${agreement ?? 'consent'} to ${part(recipients, 'all agencies')} for ${part(purposes, 'its purpose')} (${what})`;
}

try {
  await main(parseArgs({ options: OPTIONS }).values);
} catch (error) {
  warn(reasonOf(error));
  process.exitCode = 1;
}
