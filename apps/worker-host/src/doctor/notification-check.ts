import type { NotificationService } from '../http/notification-service.ts'
import type { Check } from './check.ts'

/** Whether those who are to be told of events could be told the last time. */
export const notificationCheck = ({ agents }: Pick<NotificationService, 'agents'>): Check => ({
  name: 'notifications',
  run: async () => {
    const enabled = (await agents()).filter((agent) => agent.enabled)
    if (enabled.length === 0) return { status: 'ok', message: 'nobody is to be told of anything' }
    const failed = enabled.filter(({ last }) => last?.state === 'failed' || last?.state === 'retrying')
    if (failed.length === 0) return { status: 'ok', message: `${enabled.map(({ name }) => name).join(', ')}: no failure` }
    return {
      status: 'warning',
      message: failed.map(({ name, last }) => `${name} could not be told: ${last?.reason ?? 'no reason is known'}`).join('; '),
      fix: `backlot notify test ${failed[0]?.name ?? ''}`,
    }
  },
})
