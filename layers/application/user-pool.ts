import { UserPool } from "../../modules/api/user-pool";
import type { LayerStack } from "../../platform/layer-stack";
import type { ApplicationEnvironment } from "./config";
import type { ApplicationFoundation } from "./foundation";

/** Origins of the web pages that people sign in from. Presentation serves them. */
export function originsOf({ environment }: ApplicationFoundation): string[] {
  const { hosts } = environment.application.api.signIn;
  return hosts.map((host) => `https://${host}.${environment.domain}`).sort();
}

/** The people who sign in. A recovery region has a pool of its own: Cognito copies none. */
export function buildUserPool(stack: LayerStack<ApplicationEnvironment>, foundation: ApplicationFoundation): UserPool {
  const { site, environment } = foundation;
  const { mfa, selfSignUp, threatProtection, sessionHours, federation } = environment.application.api.signIn;
  return new UserPool(stack, "user-pool", {
    site,
    purpose: "users",
    policy: { mfa, selfSignUp, threatProtection, sessionHours },
    origins: originsOf(foundation),
    federation,
  });
}
