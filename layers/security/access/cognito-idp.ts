import { service } from "./service";

/** Cognito user pools: the users of what the platform serves. */
export const cognitoIdp = service({
  prefix: "cognito-idp",
  resources: { any: "*" },
  read: ["Describe*", "GetUserPoolMfaConfig", "ListTagsForResource"],
  change: { policy: "infrastructure", on: ["any"], unbound: ["CreateUserPool"] },
  loses: ["DeleteUserPool"],
  data: ["AdminGetUser", "ListUsers*"],
});
