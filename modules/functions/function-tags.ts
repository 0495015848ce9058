/** On functions that events alone start: a person may bring back an event that such a function could not handle. */
export const eventsTag = { "started-by": "events" } as const;
