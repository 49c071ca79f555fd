/** What the manual pack takes from the region's configuration: whom to telephone, and what is sent to what. */

import type { Need, RegionConfig } from "../../core/region/config.ts";
import { grades } from "../../core/vocabulary.ts";
import type { PackTable } from "./pack.ts";

export function phoneTable({ manualPack }: RegionConfig): PackTable {
  const tree = manualPack?.phoneTree ?? [];
  return {
    title: "Phone tree",
    notes:
      tree.length === 0
        ? ["None is configured: manualPack.phoneTree of the region (docs/reference/config.md)."]
        : ["Call in this order."],
    columns: ["Who", "Number"],
    rows: tree.map(({ name, number }) => [name, number]),
  };
}

export function plansTable(config: RegionConfig): PackTable {
  const typeName = new Map(config.incidentTypes.map(({ code, name }) => [code, name]));
  return {
    title: "Response plans",
    notes: ["The first line that fits holds; where none does, the standard of the grade."],
    columns: ["Types", "Grades", "Send"],
    rows: config.responsePlans.map(({ types, grades: of, needs }) => [
      types.length === 0 ? "all" : types.map((type) => typeName.get(type) ?? type).join(", "),
      of.join(", "),
      needs.map(needText(config)).join(" + ") || "nobody",
    ]),
  };
}

function needText({ skills, vehicles }: RegionConfig): (need: Need) => string {
  const nameOf = new Map([...skills, ...vehicles].map(({ code, name }) => [code, name]));
  const list = (codes: readonly string[]) => codes.map((code) => nameOf.get(code) ?? code);
  return (need) => {
    const vehicle = need.vehicles.length === 0 ? "any vehicle" : list(need.vehicles).join(" or ");
    const skill = need.skills.length === 0 ? "" : ` with ${list(need.skills).join(" and ")}`;
    return `${need.count} x ${vehicle}${skill}`;
  };
}

export function gradesTable(config: RegionConfig): PackTable {
  return {
    title: "Grades",
    notes: [],
    columns: ["Grade", "At the scene within", "Standard response"],
    rows: grades.names.map((grade) => {
      const { label, targetSeconds } = config.gradeRules[grade];
      const need = config.standardNeeds[grade];
      return [
        label === grade ? grade : `${grade} (${label})`,
        targetSeconds === null ? "none owed" : `${Math.round(targetSeconds / 60)} min`,
        need === null ? "nobody" : needText(config)(need),
      ];
    }),
  };
}

export function typesTable({ incidentTypes }: RegionConfig): PackTable {
  return {
    title: "Incident types",
    notes: ["Write the code on the form."],
    columns: ["Code", "Name", "Usual grade"],
    rows: incidentTypes.map(({ code, name, grade }) => [code, name, grade]),
  };
}
