import { IamServiceLinkedRole } from "@cdktf/provider-aws/lib/iam-service-linked-role";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";

/**
 * Service-linked roles that a service of the platform needs and that no API call creates: the console does, so that an
 * account in which no one has opened a console lacks them. Pages are below docs.aws.amazon.com.
 *
 * All others come with the first call that needs them: those of Access Analyzer, Application Auto Scaling, conformance
 * packs, DynamoDB (replication, contributor insights), ElastiCache, EMR and EMR Serverless, GuardDuty (malware
 * protection too), Inspector, Macie, RDS and Security Hub.
 */
export const serviceLinkedRoles = {
  /** config/latest/developerguide/using-service-linked-roles.html */
  config: { service: "config.amazonaws.com", role: "AWSServiceRoleForConfig" },
  /** AWSEC2/latest/UserGuide/service-linked-roles-spot-instance-requests.html: for the workers of an EMR cluster. */
  spot: { service: "spot.amazonaws.com", role: "AWSServiceRoleForEC2Spot" },
} as const;

export type ServiceLinkedRoleName = keyof typeof serviceLinkedRoles;

/** ARN of a service-linked role, for services that require it as a setting. */
export function serviceLinkedRoleArn(account: string, name: ServiceLinkedRoleName): string {
  const { service, role } = serviceLinkedRoles[name];
  return `arn:aws:iam::${account}:role/aws-service-role/${service}/${role}`;
}

export interface ServiceLinkedRolesProps {
  readonly site: Site;
  /** Roles that the account has already: the state adopts them. IAM refuses to create one twice. */
  readonly existing: readonly ServiceLinkedRoleName[];
}

/** The roles above. Exactly one state of an account may build them. */
export class ServiceLinkedRoles extends Construct {
  readonly roles: Readonly<Record<ServiceLinkedRoleName, IamServiceLinkedRole>>;

  constructor(scope: Construct, id: string, { site, existing }: ServiceLinkedRolesProps) {
    super(scope, id);
    const build = (name: ServiceLinkedRoleName) => {
      const role = new IamServiceLinkedRole(this, name, { awsServiceName: serviceLinkedRoles[name].service });
      if (existing.includes(name)) role.importFrom(serviceLinkedRoleArn(site.account, name));
      return role;
    };
    this.roles = { config: build("config"), spot: build("spot") };
  }
}
