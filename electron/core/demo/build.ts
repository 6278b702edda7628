import { createDispatcher } from '../../../shared/command/dispatch.ts'
import type { Envelope } from '../../../shared/contract/envelope.ts'
import type { CommandInput } from '../../../shared/contract/commands.ts'
import type { Store } from '../../../shared/database/store.ts'
import { business } from '../../../shared/modules/business.ts'
import { actorId } from '../../../shared/values/actor.ts'
import type { Credentials } from '../../../shared/modules/auth/credentials.ts'
import type { BlobStore } from '../../../shared/files/blob-store.ts'
import { storePhoto } from '../../../shared/files/receive.ts'
import type { StoredFile } from '../../../shared/files/receive.ts'
import { tellAlerts } from './alerts.ts'
import { drawPhoto } from './draw-photo.ts'
import { plainPdf } from './pdf.ts'
import type { DemoPlan, DemoStep } from './plan.ts'

export type Ground = { store: Store; blobs: BlobStore; credentials: Credentials }
type FileStep = Extract<DemoStep, { kind: 'file' }>
type Made = { file: StoredFile } | { error: unknown }

/** Photos being drawn at one time, and how far drawing may run ahead of the story. */
const atOnce = 4
const ahead = 400
/** Rows of one insert. */
const block = 500

/**
 * Makes the plan true on an empty database, through the same door as everybody: each command at the time it tells of.
 * A command that is refused is a bug of the plan, and ends it.
 */
export async function buildDemo(plan: DemoPlan, { store, blobs, credentials }: Ground): Promise<void> {
  const time = { now: 0 }
  const dispatcher = createDispatcher({ store, business, clock: () => time.now, mode: () => 'decide' })
  const alerts = tellAlerts(plan, { store, dispatcher, time })
  const drawn = drawAhead(plan, blobs)
  for (const group of groupsOf(plan.steps)) {
    await alerts.until(group[0]!.typedAt)
    const envelopes: Envelope[] = []
    for (const step of group) {
      const { commandId, typedAt } = step
      const said = step.kind === 'command' ? step : { name: 'file.create',
        input: { id: step.fileId, values: await drawn.take(step) } satisfies CommandInput<'file.create'> }
      envelopes.push({ commandId, name: said.name, version: business.commands.get(said.name)!.version, input: said.input, typedAt,
        deviceId: plan.deviceId })
    }
    time.now = group[0]!.typedAt
    for (const [index, outcome] of (await dispatcher.dispatch(envelopes, group[0]!.actor)).entries()) {
      if (outcome.status !== 'rejected') continue
      const { name, input } = envelopes[index]!
      throw new Error(`the demonstration's ${name} was refused: ${outcome.code} ${JSON.stringify([outcome.params, input])}`)
    }
  }
  await alerts.end()
  for (let from = 0; from < plan.views.length; from += block) {
    await store.kysely.insertInto('viewCount').values(plan.views.slice(from,
      from + block).map(({ propertyId, day, count }) => ({ agencyId: plan.agencyId, entityId: propertyId, day,
      count }))).execute()
  }
  for (const member of plan.members) await credentials.set(member.accountId, member, member.password, { mustChange: false })
}

/** Neighbours of one moment and one person go in one transaction. */
function* groupsOf(steps: readonly DemoStep[]): Generator<DemoStep[]> {
  let group: DemoStep[] = []
  for (const step of steps) {
    const first = group[0]
    if (first && (first.typedAt !== step.typedAt || actorId(first.actor) !== actorId(step.actor))) {
      yield group
      group = []
    }
    group.push(step)
  }
  if (group.length) yield group
}

/** Draws and stores the files of the plan in order, some before they are asked for, so that two processors are busy. */
function drawAhead(plan: DemoPlan, blobs: BlobStore): { take(step: FileStep): Promise<StoredFile> } {
  const queue = plan.steps.filter((step): step is FileStep => step.kind === 'file')
  const made = new Map<FileStep, Promise<Made>>()
  let next = 0
  let taken = 0
  let running = 0

  function start(): void {
    while (running < atOnce && next < queue.length && next < taken + ahead) {
      const step = queue[next++]!
      running++
      made.set(step, work(step))
    }
  }

  /** A failure waits for whoever takes the file. */
  async function work(step: FileStep): Promise<Made> {
    try {
      return { file: await make(step) }
    } catch (error) {
      return { error }
    } finally {
      running--
      start()
    }
  }

  async function make(step: FileStep): Promise<StoredFile> {
    if ('photo' in step.content) return storePhoto(blobs, plan.agencyId, await drawPhoto(step.content.photo), step.name)
    const { heading, lines } = step.content.paper
    const { sha256, bytes } = await blobs.put(plan.agencyId, plainPdf(heading, lines, 'Teranga Immobilier'))
    return { sha256, bytes, mime: 'application/pdf', name: step.name, width: null, height: null }
  }

  start()
  return {
    async take(step) {
      taken++
      start()
      const outcome = await made.get(step)!
      made.delete(step)
      if ('error' in outcome) throw outcome.error
      return outcome.file
    },
  }
}
