/** What encrypts a secret. */
export interface SecretKeys {
  readonly kmsKeyArn: string;
  /** Where AWS keeps a copy that follows every rotation, each under a key of its region. */
  readonly replicas: readonly { readonly region: string; readonly kmsKeyArn: string }[];
}
