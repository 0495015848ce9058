import { calls, type Escalation } from "./escalation";
import { iam, type Site, s3 } from "./sites";

const own = (site: Site) => iam(site, `policy/strata-${site.owner}-boundary`);
const bounded = (site: Site) => ({ "iam:PermissionsBoundary": own(site) });
const open = (action: string, resource?: string) => ({
  Version: "2012-10-17",
  Statement: [
    { Sid: "Open", Effect: "Allow", Principal: "*", Action: action, ...(resource && { Resource: resource }) },
  ],
});

/** Ways to become, or to make, somebody with more rights. */
export const identityEscalations: readonly Escalation[] = [
  {
    attempt: "Pass a role from outside the boundary to a service",
    calls: (site) =>
      calls(["iam:PassRole"], iam(site, "role/OrganizationAccountAccessRole"), {
        "iam:PassedToService": "lambda.amazonaws.com",
      }),
  },
  {
    attempt: "Pass the role of a person or of the pipeline to a service",
    calls: (site) =>
      [`personas/strata-${site.owner}-deployer`, `delivery/${site.name}-apply`].flatMap((role) =>
        calls(["iam:PassRole"], iam(site, `role/${role}`), { "iam:PassedToService": "ec2.amazonaws.com" }),
      ),
  },
  {
    attempt: "Make a role without the boundary, or with another",
    calls: (site) => [
      ...calls(["iam:CreateRole"], iam(site, `role/${site.name}-orders`)),
      ...calls(["iam:CreateRole"], iam(site, `role/${site.name}-orders`), {
        "iam:PermissionsBoundary": "arn:aws:iam::aws:policy/AdministratorAccess",
      }),
    ],
  },
  {
    attempt: "Make a role under another name, or within a path",
    calls: (site) =>
      ["orders", `personas/${site.name}-orders`].flatMap((role) =>
        calls(["iam:CreateRole"], iam(site, `role/${role}`), bounded(site)),
      ),
  },
  {
    attempt: "Give rights to a role that has no boundary",
    calls: (site) =>
      calls(
        ["iam:AttachRolePolicy", "iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy"],
        iam(site, `role/${site.name}-legacy`),
      ),
  },
  {
    attempt: "Remove or replace the boundary of a role",
    calls: (site) => [
      ...calls(["iam:DeleteRolePermissionsBoundary"], iam(site, `role/${site.name}-orders`), bounded(site)),
      ...calls(["iam:PutRolePermissionsBoundary"], iam(site, `role/${site.name}-orders`), {
        "iam:PermissionsBoundary": "arn:aws:iam::aws:policy/AdministratorAccess",
      }),
    ],
  },
  {
    attempt: "Rewrite or delete the boundary",
    calls: (site) => calls(["iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion", "iam:DeletePolicy"], own(site)),
  },
  {
    attempt: "Make a new version of a policy of people or of the pipeline",
    calls: (site) =>
      [
        `personas/strata-${site.owner}-deployer-work`,
        `delivery/${site.name}-apply-work`,
        `shared/${site.name}-foundations`,
      ].flatMap((policy) => calls(["iam:CreatePolicyVersion"], iam(site, `policy/${policy}`))),
  },
  {
    attempt: "Change who may become a persona, or for how long",
    calls: (site) =>
      calls(
        ["iam:UpdateAssumeRolePolicy", "iam:UpdateRole", "iam:AttachRolePolicy", "iam:TagRole"],
        iam(site, `role/personas/strata-${site.owner}-deployer`),
      ).map((call) => (call.action === "iam:TagRole" ? call : { ...call, context: bounded(site) })),
  },
  {
    attempt: "Assume another persona, the pipeline's role, or one of another account",
    calls: (site) =>
      [
        iam(site, `role/personas/strata-${site.owner}-ai-engineer`),
        iam(site, `role/delivery/${site.name}-apply`),
        iam(site, "role/OrganizationAccountAccessRole"),
        "arn:aws:iam::123456789012:role/theirs",
      ].flatMap((role) => calls(["sts:AssumeRole"], role)),
  },
  {
    attempt: "Assume a role that somebody made to trust everybody",
    // Roles of the platform may hand over to each other.
    exempt: ["administrator"],
    calls: (site) => [
      {
        action: "sts:AssumeRole",
        resource: iam(site, `role/${site.name}-open`),
        resourcePolicy: open("sts:AssumeRole"),
      },
    ],
  },
  {
    attempt: "Read raw data that somebody's bucket policy opened to everybody",
    exempt: ["administrator"],
    calls: (site) => {
      const resource = s3(site, "lake-raw", "orders/1.parquet");
      return [{ action: "s3:GetObject", resource, resourcePolicy: open("s3:GetObject", resource) }];
    },
  },
  {
    attempt: "Tag a role of one's own with break-glass, in whatever spelling",
    calls: (site) =>
      ["break-glass", "Break-Glass"].flatMap((tag) =>
        calls(["iam:TagRole"], iam(site, `role/${site.name}-orders`), {
          "aws:TagKeys": [tag],
          [`aws:RequestTag/${tag}`]: site.owner,
        }),
      ),
  },
  {
    attempt: "Become a user with a long-lived key, or trust another identity provider",
    calls: (site) => [
      ...calls(["iam:CreateUser", "iam:CreateAccessKey", "iam:CreateLoginProfile"], iam(site, `user/${site.name}-me`)),
      ...calls(["iam:CreateSAMLProvider"], iam(site, "saml-provider/mine")),
      ...calls(
        ["iam:AddClientIDToOpenIDConnectProvider"],
        iam(site, "oidc-provider/token.actions.githubusercontent.com"),
      ),
    ],
  },
];
