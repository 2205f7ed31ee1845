import { createCommand, withExamples, type MakeCommand } from './command.ts'
import { addJobsChange } from './jobs-change.ts'
import { addJobsFollow } from './jobs-follow.ts'
import { addJobsInsert } from './jobs-insert.ts'
import { addJobsRead } from './jobs-read.ts'

/** `backlot jobs`: everything about jobs. */
export const makeJobs: MakeCommand = (context) => {
  const command = createCommand('jobs', context)
  for (const add of [addJobsRead, addJobsFollow, addJobsInsert, addJobsChange]) add(command, context)
  return withExamples(
    command,
    'backlot jobs list --state running,available',
    'backlot jobs follow 0199f3b2-…',
    'backlot jobs retry --state discarded --kind movie_library_scan',
    `backlot jobs insert movie_search_index '{"operation":"reindex"}'`,
  )
}
