import { beforeEach, describe, expect, it } from 'vitest'
import { forgetAct, forgetAllActs, nameAct, ownActs, rememberAct } from './own-acts.ts'

describe('what this window did', () => {
  beforeEach(forgetAllActs)

  it('takes several commands that are named together for one act', () => {
    for (const id of ['edit', 'talk', 'follow']) rememberAct(id)
    nameAct(['talk', 'follow'], 'Échange noté')
    expect(ownActs.get()).toEqual([{ commandIds: ['edit'], message: null }, { commandIds: ['talk', 'follow'], message: 'Échange noté' }])
  })

  it('forgets an act with the last of its commands', () => {
    rememberAct('talk')
    rememberAct('follow')
    nameAct(['talk', 'follow'], 'Échange noté')
    forgetAct('follow')
    expect(ownActs.get()).toEqual([{ commandIds: ['talk'], message: 'Échange noté' }])
    forgetAct('talk')
    expect(ownActs.get()).toEqual([])
  })
})
