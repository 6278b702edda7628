import type { Envelope } from '../contract/envelope.ts'
import type { Business } from './define.ts'

/** A command that an older version of the program left in the queue, as this version says it; as it is where nobody wrote how. */
export function upgraded(business: Business, envelope: Envelope): Envelope {
  const command = business.commands.get(envelope.name)
  let { version, input } = envelope
  while (command && version < command.version) {
    const next = command.upgrades?.[version]
    if (!next) return envelope
    input = next(input)
    version++
  }
  return version === envelope.version ? envelope : { ...envelope, version, input }
}
