// For tests of workers: `perform` runs one without a database, `recordInserts` stands in for the client.
export { perform, type Performed, type PerformOptions } from './testing/perform.ts'
export { recordInserts, type InsertRecorder, type RecordedInsert } from './testing/record-inserts.ts'
