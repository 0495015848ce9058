/**
 * "Fragmentation needed" (ICMP type 3, code 4) opens no connection and is separate. Other ICMP types, and further
 * protocols, are not: a rule for one of them counts as a rule for all.
 */
export const protocols = ["tcp", "udp", "fragmentation-needed", "icmp", "other"] as const;
export type Protocol = (typeof protocols)[number];

/** First and last port. */
export type PortRange = readonly [number, number];

/** Destination ports by protocol: sorted ranges that do not touch. Protocols without ports have all or none. */
export type Traffic = Readonly<Record<Protocol, readonly PortRange[]>>;

/** Port 0 is none: rules that begin there begin at 1. */
const allPorts: PortRange = [1, 65535];

function traffic(portsOf: (protocol: Protocol) => readonly PortRange[]): Traffic {
  return Object.fromEntries(protocols.map((protocol) => [protocol, portsOf(protocol)])) as Traffic;
}

export const everything: Traffic = traffic(() => [allPorts]);
export const nothing: Traffic = traffic(() => []);

/**
 * Ports that clients open connections from: 1024 to 65535 for load balancers, NAT gateways and Lambda, but for that of
 * Remote Desktop, which no network ACL has to open to the internet.
 */
const ephemeralPorts: readonly PortRange[] = [
  [1024, 3388],
  [3390, 65535],
];
export const ephemeral: Traffic = { ...everything, tcp: ephemeralPorts, udp: ephemeralPorts };
/** The same where only Linux opens connections: databases, Spark workers, training instances. */
const linuxEphemeral: Traffic = { ...everything, tcp: [[32768, 60999]], udp: [[32768, 60999]] };

/** Ports that clients in a tier open connections from. Load balancers, NAT and Lambda are in public and application. */
export function clientPorts(tier: string | undefined): Traffic {
  return tier === "data" || tier === "ai" ? linuxEphemeral : ephemeral;
}

/** TCP to the given ports. */
export function tcp(...ports: readonly (number | PortRange)[]): Traffic {
  const ranges = ports.map((port): PortRange => (typeof port === "number" ? [port, port] : port));
  return { ...nothing, tcp: merged(ranges) };
}

/** Terraform's protocol names and numbers. */
const protocolNames: Readonly<Record<string, Protocol>> = {
  tcp: "tcp",
  "6": "tcp",
  udp: "udp",
  "17": "udp",
  icmp: "icmp",
  "1": "icmp",
};

/** "Fragmentation needed" and nothing else. */
export const fragmentationNeeded: Traffic = { ...nothing, "fragmentation-needed": [allPorts] };

/**
 * What a rule with these arguments speaks of, at most.
 * @param from first port; of ICMP the type
 * @param to last port; of ICMP the code
 */
export function ruleTraffic(protocol: string, from: unknown, to: unknown): Traffic {
  if (protocol === "-1" || protocol === "all") return everything;
  const known = protocolNames[protocol] ?? "other";
  if (known === "icmp") {
    if (Number(from) === 3 && Number(to) === 4) return fragmentationNeeded;
    return { ...nothing, icmp: [allPorts], "fragmentation-needed": [allPorts] };
  }
  const hasPorts = known === "tcp" || known === "udp";
  return { ...nothing, [known]: [hasPorts ? [Math.max(Number(from), 1), Number(to)] : allPorts] };
}

export function isEmpty(some: Traffic): boolean {
  return protocols.every((protocol) => some[protocol].length === 0);
}

export function union(left: Traffic, right: Traffic): Traffic {
  return traffic((protocol) => merged([...left[protocol], ...right[protocol]]));
}

export function intersection(left: Traffic, right: Traffic): Traffic {
  return traffic((protocol) =>
    left[protocol].flatMap(([from, to]) =>
      right[protocol]
        .map(([otherFrom, otherTo]): PortRange => [Math.max(from, otherFrom), Math.min(to, otherTo)])
        .filter(([start, end]) => start <= end),
    ),
  );
}

/** What is in `left` and not in `right`. */
export function difference(left: Traffic, right: Traffic): Traffic {
  return intersection(
    left,
    traffic((protocol) => gaps(right[protocol])),
  );
}

/** Whether all of `part` is in `whole`. */
export function covers(whole: Traffic, part: Traffic): boolean {
  return isEmpty(difference(part, whole));
}

/** Only the protocols that pass the test. */
export function restricted(some: Traffic, passes: (protocol: Protocol) => boolean): Traffic {
  return traffic((protocol) => (passes(protocol) ? some[protocol] : []));
}

function merged(ranges: readonly PortRange[]): readonly PortRange[] {
  const result: [number, number][] = [];
  for (const [from, to] of [...ranges].sort(([left], [right]) => left - right)) {
    const last = result.at(-1);
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  return result;
}

function gaps(ranges: readonly PortRange[]): readonly PortRange[] {
  const starts = [allPorts[0], ...ranges.map(([, to]) => to + 1)];
  const ends = [...ranges.map(([from]) => from - 1), allPorts[1]];
  return starts.map((start, index): PortRange => [start, ends[index] as number]).filter(([start, end]) => start <= end);
}

/** For people: `TCP 443, 5432`, `any TCP`, `everything`, and an empty text for nothing. */
export function describeTraffic(some: Traffic): string {
  if (covers(some, everything)) return "everything";
  return protocols
    .filter((protocol) => some[protocol].length > 0)
    .filter((protocol) => protocol !== "fragmentation-needed" || some.icmp.length === 0)
    .map((protocol) => {
      if (protocol === "fragmentation-needed") return "ICMP fragmentation needed";
      const name = protocol === "other" ? "other protocols" : protocol.toUpperCase();
      const ports = some[protocol].map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(", ");
      return ports === allPorts.join("-") ? `any ${name}` : `${name} ${ports}`;
    })
    .join("; ");
}
