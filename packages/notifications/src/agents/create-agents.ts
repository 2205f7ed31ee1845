import { createAgent, type Agent, type AgentDeps } from './agent.ts'
import type { AgentSettings } from './agent-settings.ts'
import { appriseReceiver } from './apprise.ts'
import { discordReceiver } from './discord.ts'
import { emailReceiver } from './email.ts'
import { gotifyReceiver } from './gotify.ts'
import { ntfyReceiver } from './ntfy.ts'
import type { Receiver } from './receiver.ts'
import { webhookReceiver } from './webhook.ts'

/** Makes the agents of their settings. Opens no connection. Throws a TypeError when two have the same name. */
export const createAgents = (settings: readonly AgentSettings[], deps: AgentDeps): Agent[] => {
  const names = settings.map(({ name }) => name)
  const twice = names.find((name, index) => names.indexOf(name) < index)
  if (twice !== undefined) throw new TypeError(`Two notification agents are called "${twice}"; give each a name of its own`)
  return settings.map((agent) => createAgent(agent, receiverOf(agent), deps))
}

const receiverOf = (settings: AgentSettings): Receiver => {
  switch (settings.type) {
    case 'discord':
      return discordReceiver(settings)
    case 'email':
      return emailReceiver(settings)
    case 'gotify':
      return gotifyReceiver(settings)
    case 'ntfy':
      return ntfyReceiver(settings)
    case 'webhook':
      return webhookReceiver(settings)
    case 'apprise':
      return appriseReceiver(settings)
  }
}
