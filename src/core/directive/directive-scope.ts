/**
 * The codes that say which incidents a directive may be cited for, and which units it keeps. Incident types, areas and skills of the
 * configuration and nothing else: there is no field for a person, a place of one, or a group of people. fairness.test.ts says so.
 */

export interface DirectiveScope {
  /** Empty = every one. */
  readonly incidentTypes: readonly string[];
  readonly areas: readonly string[];
  readonly skills: readonly string[];
}
