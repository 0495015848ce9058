/** Why a knob is not walked by itself. */
export const fixedKnobs: Readonly<Record<string, string>> = {
  "network.interfaceEndpoints":
    "Not tried: a list has to hold the services that the data tier reaches in no other way.",
  "data.tables.<name>.hashKey": "Not tried: changes with the attributes of the table.",
  "data.tables.<name>.rangeKey": "Not tried: changes with the attributes of the table.",
  "data.tables.<name>.billing": "Not tried: a section, which takes several values at once.",
  "data.tables.<name>.indexes.<name>.hashKey": "Not tried: changes with the attributes of the table.",
  "data.relational.users.<name>.vectors": "Not tried: a section, which takes several values at once.",
  "data.tableBilling.mode": "Not tried: takes several values at once.",
  "data.spark.cluster": "Not tried: a section, which takes several values at once.",
  "data.lake.zones.<name>.type": "No other: it follows from the name of the zone.",
};
