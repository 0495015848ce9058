/** Where the pods of a service answer inside the cluster: by its Service, in the namespace that is called like it. */
export function serviceUrl(name: string, port: number): string {
  return `http://${name}.${name}.svc.cluster.local:${port}`;
}
