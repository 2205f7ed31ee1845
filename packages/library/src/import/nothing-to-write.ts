import type { FilePlace, ImportBatch } from './scan-importer.ts'

/** A batch of files that are done without being written: they are no part of a film or series. */
export const nothingToWrite = (files: FilePlace[]): ImportBatch => {
  const nothing = async (): Promise<void> => await Promise.resolve()
  const batch: ImportBatch = { files, problems: [], write: nothing, index: nothing, split: () => [batch] }
  return batch
}
