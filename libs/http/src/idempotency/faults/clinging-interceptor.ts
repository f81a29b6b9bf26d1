import { isTransient } from '../../problem/transient-failures.js';
import { IdempotencyInterceptor } from '../idempotency.interceptor.js';

/** The fault: a claim is kept after every passing failure, also after one that rolled back for certain. */
export class ClingingInterceptor extends IdempotencyInterceptor {
  protected override mayStand(error: unknown): boolean {
    return isTransient(error);
  }
}

/** The fault: what stops waits for the lease of a claim that may be a dead request's. */
export class PatientInterceptor extends IdempotencyInterceptor {
  protected override mayRunBeside(): boolean {
    return false;
  }
}
