import type { NotificationEvent } from '@backlot/jobs/args'

/** How an event sounds: receivers make a colour or a priority of it. */
export type MessageLevel = 'info' | 'success' | 'warning' | 'error'

/** An event in words. Title and body are plain text, of no receiver's markup. */
export interface Message {
  /** One line. */
  title: string
  /** Lines; may be empty. */
  body: string
  level: MessageLevel
  event: NotificationEvent
}
