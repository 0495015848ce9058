import { UserError } from "../../platform/errors";
import type { Block } from "../../synthesized/stack";
import { loginTokens } from "../terraform/cli-config";
import type { State } from "./merge-states";

const defaultHost = "app.terraform.io";

/**
 * Reads a workspace's state through the API of HCP Terraform, or undefined when there is none yet. Terraform itself
 * would create a workspace that is missing.
 * @throws UserError when there is no token, the host cannot be reached, or the API refuses the token
 */
export async function readCloudState(cloud: Block, workspace: string): Promise<State | undefined> {
  const host = String(cloud.hostname ?? defaultHost);
  const get = apiOf(host);
  const found = await get(`https://${host}/api/v2/organizations/${String(cloud.organization)}/workspaces/${workspace}`);
  const id = (found as { data?: { id?: string } } | undefined)?.data?.id;
  if (id === undefined) return undefined;
  const current = await get(`https://${host}/api/v2/workspaces/${id}/current-state-version`);
  const url = (current as { data?: { attributes?: Record<string, string> } } | undefined)?.data?.attributes?.[
    "hosted-state-download-url"
  ];
  return url === undefined ? undefined : ((await get(url)) as State);
}

function apiOf(host: string): (url: string) => Promise<unknown> {
  const variable = `TF_TOKEN_${host.replaceAll("-", "__").replaceAll(".", "_")}`;
  const token = process.env[variable] ?? loginTokens()[variable];
  if (!token) throw new UserError(`Found no token for ${host}. Run \`terraform login ${host}\`, or set ${variable}.`);
  return async (url) => {
    const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } }).catch((error: unknown) => {
      throw new UserError(
        `${new URL(url).host} cannot be reached: ${reasonOf(error)}. Check the network, a proxy, and \`state.hostname\` of ` +
          "the environment file.",
      );
    });
    if (response.ok) return response.json();
    // The API says "not found" as well where a token may not look.
    if (response.status === 404) return undefined;
    throw new UserError(`${url} answered ${response.status}. Check the token in ${variable} and its permissions.`);
  };
}

/** What Node says of the connection. `fetch` itself says only that it failed. */
function reasonOf(error: unknown): string {
  const { cause } = error as { cause?: { code?: string; message?: string } };
  return cause?.message || cause?.code || String(error);
}
