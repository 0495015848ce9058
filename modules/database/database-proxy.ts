import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DbProxy } from "@cdktf/provider-aws/lib/db-proxy";
import { DbProxyDefaultTargetGroup } from "@cdktf/provider-aws/lib/db-proxy-default-target-group";
import { DbProxyEndpoint } from "@cdktf/provider-aws/lib/db-proxy-endpoint";
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
  /** Secrets with the names and passwords of the users that clients may come as. One or more. */
  readonly secrets: { readonly arns: readonly string[]; readonly kmsKeyArn: string };
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
  /** Host name that takes writes. */
  readonly endpoint: string;
  /** Host name that takes reads. */
  readonly readEndpoint: string;
  /** Immutable id that `rds-db:connect` permissions name for clients of the proxy. */
  readonly resourceId: string;

  constructor(scope: Construct, id: string, props: DatabaseProxyProps) {
    super(scope, id);
    const { site, purpose, target, secrets, placement } = props;
    const network = { vpcSubnetIds: [...placement.subnetIds], vpcSecurityGroupIds: [...placement.securityGroupIds] };
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
      auth: secrets.arns.map((secretArn) => ({
        authScheme: "SECRETS",
        secretArn,
        iamAuth: "REQUIRED",
        clientPasswordAuthType: "POSTGRES_SCRAM_SHA_256",
      })),
      ...network,
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
    const registered = new DbProxyTarget(this, "target", {
      dbProxyName: proxy.name,
      targetGroupName: targetGroup.name,
      dbClusterIdentifier: target.clusterIdentifier,
      dependsOn: [...target.instances],
    });
    // An endpoint that only reads takes a reader at its creation, and fails without one: with a single instance, reads go
    // where writes go.
    const reads =
      target.instances.length > 1
        ? new DbProxyEndpoint(this, "read", {
            dbProxyName: proxy.name,
            dbProxyEndpointName: site.names.of("db-proxy-endpoint", `${purpose}-read`),
            targetRole: "READ_ONLY",
            ...network,
            dependsOn: [registered],
          })
        : proxy;
    this.arn = proxy.arn;
    this.endpoint = proxy.endpoint;
    this.readEndpoint = reads.endpoint;
    // arn:aws:rds:<region>:<account>:db-proxy:<id>
    this.resourceId = Fn.element(Fn.split(":", proxy.arn), 6);
  }

  /** RDS Proxy is not documented to say which proxy it acts for, so the account is all the trust can name. */
  private role({ site, purpose, secrets }: DatabaseProxyProps): ServiceRole {
    return new ServiceRole(this, "role", {
      site,
      purpose: `${purpose}-proxy`,
      description: `Reads the credentials the proxy of ${purpose} connects with.`,
      service: "rds.amazonaws.com",
      statements: readSecret("Credentials", {
        arn: secrets.arns,
        kmsKeyArn: secrets.kmsKeyArn,
        region: site.region,
      }),
    });
  }
}
