import { ResidentFacingConfig } from '#libs/http';
import { IsInt, IsString, Matches, Max, Min } from 'class-validator';

/** What the audit app is told by its environment. */
export class AuditConfig extends ResidentFacingConfig {
  /** `postgres://audit_app:…` on the primary, direct: the sequencer's lead is a session lock. */
  @Matches(/^postgres(ql)?:\/\//)
  readonly DATABASE_URL!: string;

  /** Connections of this process at most, beside the sequencer's own one. */
  @IsInt()
  @Min(2)
  @Max(50)
  readonly DATABASE_POOL: number = 8;

  /** The log's identity, for good: a schema-less URL such as `northmere.example/log`; also the name of its key. */
  @Matches(/^[^\s+]{1,200}$/)
  readonly LOG_ORIGIN!: string;

  /** File with the log's signing key, `PRIVATE+KEY+name+hash+base64`; kept outside the database and its dumps. */
  @IsString()
  readonly LOG_KEY_FILE!: string;
}
