/** First and last TCP port that workloads listen on for load balancers: security groups open no other to the edge. */
export const workloadPorts = [8000, 8999] as const;
