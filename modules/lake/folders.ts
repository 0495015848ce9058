/** Folder of events in a zone: as they arrived in the raw zone, as the ETL job stored them in the processed zone. */
export const eventsFolder = "events/";

/** Folder of the history of features in the processed zone. */
export const featuresFolder = "features/";

/** Folder of what models predict in batches, in the processed zone. */
export const predictionsFolder = "predictions/";

/** Folder of records that could not be delivered to a zone. */
export const errorsFolder = "errors/";
