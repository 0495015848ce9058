/** Why the service closes a WebSocket (iana.org/assignments/websocket, "Close Code Number"). */
export const closeCodes = {
  /** Policy violation: the client may not come again with this session. */
  sessionEnded: 1008,
  /** Internal error: the client may try again. */
  failed: 1011,
  /** Service restart: the client may connect again, to another instance. */
  restarting: 1012,
  /** Try again later: there are enough connections. */
  tryLater: 1013,
} as const;
