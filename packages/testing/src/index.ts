export { createTestDatabase, type TestDatabase, type TestDatabaseOptions } from './test-database.ts'
export { createTempFolder, type TempFolder } from './temp-folder.ts'
export { waitFor } from './wait-for.ts'
