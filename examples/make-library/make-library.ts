import { join, resolve } from 'node:path'
import { writeLibrary } from './write-library.ts'

// node make-library.ts [FOLDER]: writes the sample library into the folder, examples/library when none is given.
const folder = resolve(process.argv[2] ?? join(import.meta.dirname, '../library'))
const { files, bytes } = await writeLibrary(folder)
console.log(`${files} files, ${Math.round(bytes / 1024)} KB, in ${folder}`)
