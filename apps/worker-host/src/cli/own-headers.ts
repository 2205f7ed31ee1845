import { userInfo } from 'node:os'
import { askerHeaders } from '../http/askers.ts'

/** What a command says of itself to the host, for the activity log: its name, and whose process it is. */
export const ownHeaders = (command: string): Record<string, string> => {
  const user = userName()
  return {
    [askerHeaders.command]: encodeURIComponent(command),
    ...(user === undefined ? {} : { [askerHeaders.user]: encodeURIComponent(user) }),
  }
}

/** A container may run under an id that has no name. */
const userName = (): string | undefined => {
  try {
    return userInfo().username
  } catch {
    return undefined
  }
}
