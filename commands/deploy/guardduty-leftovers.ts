import { setTimeout as pause } from "node:timers/promises";
import {
  DeleteSecurityGroupCommand,
  DeleteVpcEndpointsCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcEndpointsCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import { UserError } from "../../platform/errors";
import { alone } from "../../synthesized/linked-stack";
import type { Stack } from "../../synthesized/stack";
import { isDenied } from "../account/denied";
import { destinationOf } from "./destination";
import type { Session } from "./operations";
import { idsInState } from "./state";

/** How long an endpoint may take to go: its network interfaces are what blocks the subnets. */
const patience = { rounds: 60, milliseconds: 10_000 };

/**
 * Deletes what GuardDuty made for runtime monitoring in the VPC of a stack that is about to be destroyed: an endpoint and
 * its security group. Terraform does not know them, and AWS deletes no VPC that has them
 * (docs.aws.amazon.com/guardduty/latest/ug/using-iac-with-gdu-automated-agents-runtime-monitoring.html).
 * @param tell called with what is deleted, and with why nothing could be looked for
 * @throws UserError when the credentials are of another account, and when an endpoint does not go
 */
export async function removeGuardDutyLeftovers(
  session: Session,
  stack: Stack,
  tell: (text: string) => void,
): Promise<void> {
  if (stack.json.resource?.aws_vpc === undefined) return;
  const { resources } = alone(stack);
  const places = [...resources.values()].filter(({ type }) => type === "aws_vpc");
  const ids = await idsInState(session, stack);
  const destination = await destinationOf(session, stack);
  for (const { address, region } of places) {
    const vpcId = ids.get(address);
    if (vpcId === undefined) continue;
    await removeFrom(new EC2Client({ region, ...destination.settings }), vpcId, { tell, signal: session.signal });
  }
}

interface Removal {
  readonly tell: (text: string) => void;
  readonly signal?: AbortSignal;
  /** @default ten minutes in all */
  readonly wait?: typeof patience;
}

/** Does it for one VPC. */
export async function removeFrom(
  ec2: EC2Client,
  vpcId: string,
  { tell, signal, wait = patience }: Removal,
): Promise<void> {
  const Filters = [
    { Name: "vpc-id", Values: [vpcId] },
    { Name: "tag:GuardDutyManaged", Values: ["true"] },
  ];
  const endpoints = async () => {
    const { VpcEndpoints = [] } = await ec2.send(new DescribeVpcEndpointsCommand({ Filters }), { abortSignal: signal });
    return VpcEndpoints.filter(({ State }) => State?.toLowerCase() !== "deleted").map(
      ({ VpcEndpointId = "" }) => VpcEndpointId,
    );
  };
  try {
    const found = await endpoints();
    if (found.length > 0) {
      tell(`deletes ${found.join(", ")}, which GuardDuty made in ${vpcId}`);
      await ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds: found }));
      let left = await endpoints();
      for (let round = 0; left.length > 0; round++) {
        if (round === wait.rounds) {
          throw new UserError(`${left.join(", ")} in ${vpcId} is still there. Delete it, then destroy again.`);
        }
        await pause(wait.milliseconds, undefined, { signal });
        left = await endpoints();
      }
    }
    const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({ Filters }));
    for (const { GroupId } of SecurityGroups) {
      tell(`deletes ${GroupId}, which GuardDuty made in ${vpcId}`);
      await ec2.send(new DeleteSecurityGroupCommand({ GroupId }));
    }
  } catch (error) {
    if (!isDenied(error)) throw error;
    tell(
      `cannot look for what GuardDuty made in ${vpcId}: ${(error as Error).message} If the VPC does not go, see ` +
        "docs/runbooks/retire-an-environment.md.",
    );
  }
}
