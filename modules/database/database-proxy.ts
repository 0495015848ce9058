import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DbProxy } from "@cdktf/provider-aws/lib/db-proxy";
import { DbProxyDefaultTargetGroup } from "@cdktf/provider-aws/lib/db-proxy-default-target-group";
import { DbProxyTarget } from "@cdktf/provider-aws/lib/db-proxy-target";
import { Fn, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { ServiceRole } from "../identity/service-role";
import { readSecret } from "../secrets/grants";

export interface DatabaseProxyProps {
  readonly site: Site;
  /** What the database is for, as in "main"; part of the names. */
  readonly purpose: string;
  readonly target: {
    readonly clusterIdentifier: string;
    /** The cluster's instances: a proxy takes a cluster only once it has a writer. */
    readonly instances: readonly ITerraformDependable[];
  };
  /** Secret with the user name and password that the proxy opens connections to the database with. */
  readonly secret: { readonly arn: string; readonly kmsKeyArn: string };
  readonly placement: { readonly subnetIds: readonly string[]; readonly securityGroupIds: readonly string[] };
}

/** Seconds after which a client that says nothing is disconnected. */
const idleClientSeconds = 1800;

/** Seconds a client waits for a free connection. */
const borrowSeconds = 120;

/**
 * An RDS Proxy before a cluster: it shares connections among many clients and holds them through a failover. Clients
 * come over TLS and show who they are with IAM; only the proxy knows the password.
 */
export class DatabaseProxy extends Construct {
  readonly arn: string;
  readonly endpoint: string;
  /** Immutable id that `rds-db:connect` permissions name for clients of the proxy. */
  readonly resourceId: string;

  constructor(scope: Construct, id: string, props: DatabaseProxyProps) {
    super(scope, id);
    const { site, purpose, target, secret, placement } = props;
    const { logs } = site;
    const name = site.names.of("db-proxy", purpose);
    const logGroup = new CloudwatchLogGroup(this, "log-group", {
      name: `/aws/rds/proxy/${name}`,
      retentionInDays: logs.retentionDays,
      kmsKeyId: logs.kmsKeyArn,
    });
    const proxy = new DbProxy(this, "proxy", {
      name,
      engineFamily: "POSTGRESQL",
      requireTls: true,
      // It would log statements, values included.
      debugLogging: false,
      idleClientTimeout: idleClientSeconds,
      roleArn: this.role(props).arn,
      auth: [
        {
          authScheme: "SECRETS",
          secretArn: secret.arn,
          iamAuth: "REQUIRED",
          clientPasswordAuthType: "POSTGRES_SCRAM_SHA_256",
        },
      ],
      vpcSubnetIds: [...placement.subnetIds],
      vpcSecurityGroupIds: [...placement.securityGroupIds],
      dependsOn: [logGroup],
    });
    const targetGroup = new DbProxyDefaultTargetGroup(this, "default-target-group", {
      dbProxyName: proxy.name,
      connectionPoolConfig: {
        // Of the database's max_connections; the rest is for administrators.
        maxConnectionsPercent: 90,
        maxIdleConnectionsPercent: 50,
        connectionBorrowTimeout: borrowSeconds,
      },
    });
    new DbProxyTarget(this, "target", {
      dbProxyName: proxy.name,
      targetGroupName: targetGroup.name,
      dbClusterIdentifier: target.clusterIdentifier,
      dependsOn: [...target.instances],
    });
    this.arn = proxy.arn;
    this.endpoint = proxy.endpoint;
    // arn:aws:rds:<region>:<account>:db-proxy:<id>
    this.resourceId = Fn.element(Fn.split(":", proxy.arn), 6);
  }

  /** RDS Proxy is not documented to say which proxy it acts for, so the account is all the trust can name. */
  private role({ site, purpose, secret }: DatabaseProxyProps): ServiceRole {
    return new ServiceRole(this, "role", {
      site,
      purpose: `${purpose}-proxy`,
      description: `Reads the credentials the proxy of ${purpose} connects with.`,
      service: "rds.amazonaws.com",
      statements: readSecret("Credentials", { ...secret, region: site.region }),
    });
  }
}
