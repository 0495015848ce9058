import { expect, test } from "vitest";
import { type Federation, UserPool } from "../../../modules/api/user-pool";
import { testSite } from "../../support/site";
import { addressesOf, at, probe, typesOf } from "../../support/synthesis";

const pool = (federation?: Federation) =>
  probe((stack) => {
    new UserPool(stack, "users", {
      site: testSite(stack),
      purpose: "users",
      policy: { mfa: "required", selfSignUp: false, threatProtection: true, sessionHours: 12 },
      origins: ["https://www.example.com"],
      federation,
    });
  });
const client = "aws_cognito_user_pool_client.users";
const saml = {
  kind: "saml",
  name: "workforce",
  metadataUrl: "https://login.example.com/metadata.xml",
  emailClaim: "email",
} as const;

test("without an identity provider, people have passwords in the pool", () => {
  const json = pool();
  expect(typesOf(json)).toEqual({
    aws_cognito_user_pool: 1,
    aws_cognito_user_pool_client: 1,
    aws_cognito_user_pool_domain: 1,
  });
  expect(at(json, client).supported_identity_providers).toEqual(["COGNITO"]);
});

test("with a SAML provider, people sign in there and nowhere else, and know themselves by its e-mail address", () => {
  const json = pool(saml);
  const provider = "aws_cognito_identity_provider.users_federation";
  expect(at(json, provider)).toMatchObject({
    provider_type: "SAML",
    provider_details: { MetadataURL: saml.metadataUrl },
    attribute_mapping: { email: "email" },
  });
  // By reference, so that the provider is there before the client names it.
  expect(at(json, client).supported_identity_providers).toEqual([`\${${provider}.provider_name}`]);
});

test("an OIDC provider is somebody else's: its client secret is in no state", () => {
  const json = pool({ kind: "oidc", name: "workforce" });
  expect(addressesOf(json).filter((address) => address.startsWith("aws_cognito_identity_provider"))).toEqual([]);
  expect(at(json, client).supported_identity_providers).toEqual(["workforce"]);
  expect(JSON.stringify(json)).not.toContain("client_secret");
});
