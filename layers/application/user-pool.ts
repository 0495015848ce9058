import { UserPool } from "../../modules/api/user-pool";
import type { LayerStack } from "../../platform/layer-stack";
import type { ApplicationEnvironment } from "./config";
import type { ApplicationFoundation } from "./foundation";

/** What who checks tokens of people uses. */
const peopleTokens = "tokens.people";

/** Origins of the web pages that people sign in from. Presentation serves them. */
export function originsOf({ environment }: ApplicationFoundation): string[] {
  const { hosts } = environment.application.api.signIn;
  return hosts.map((host) => `https://${host}.${environment.domain}`).sort();
}

/** Whether anything asks who signed in: a route of the HTTP API, or who checks tokens. */
function isAsked({ api, functions, services }: ApplicationEnvironment["application"]): boolean {
  const users = [...Object.values(functions), ...Object.values(services)];
  return Object.keys(api.http.routes).length > 0 || users.some(({ uses }) => peopleTokens in uses);
}

/**
 * The people who sign in. A recovery region has a separate pool: Cognito copies none. None where nothing asks for them,
 * and none where the recovery strategy restores from backups.
 */
export function buildUserPool(
  stack: LayerStack<ApplicationEnvironment>,
  foundation: ApplicationFoundation,
): UserPool | undefined {
  const { site, environment, upstream } = foundation;
  if (upstream?.strategy === "backup-restore" || !isAsked(environment.application)) return undefined;
  const { mfa, selfSignUp, threatProtection, sessionHours, federation } = environment.application.api.signIn;
  return new UserPool(stack, "user-pool", {
    site,
    purpose: "users",
    policy: { mfa, selfSignUp, threatProtection, sessionHours },
    origins: originsOf(foundation),
    federation,
  });
}
