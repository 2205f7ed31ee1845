import { scheduleListSchema } from '../../http/schedule-routes.ts'
import type { Scene } from '../scene.ts'

/** Everything that is done again and again is done once: nobody is woken by it. */
export const night: Scene = {
  at: '03:00',
  title: 'In the night every schedule is run',
  tells: [],
  play: async ({ host, say, check }) => {
    const { schedules } = await host.api(scheduleListSchema, { path: '/api/schedules' })
    for (const { name } of schedules) check((await host.runSchedule(name)).state === 'completed', `${name} is done`)
    say(`${schedules.length} schedules`)
    await host.settle()
  },
}
