import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { sha256Of } from '../../../shared/files/blob-store.ts'
import { drawPhoto, drawScene, sceneNames } from './draw-photo.ts'

const plan = { floors: 3, standing: 0.6, coast: false }

describe('a drawn photo', () => {
  it.each(sceneNames)('of a %s is a whole picture without a word or anything that depends on the computer', (scene) => {
    for (const seed of ['a', 'b', 'c', 'd']) {
      const drawing = drawScene({ ...plan, scene, seed, coast: seed === 'b' })
      expect(drawing).not.toMatch(/<text|font|<image|href|NaN|undefined|Infinity/)
      expect(drawing.length).toBeGreaterThan(1500)
    }
  })

  it('is the same bytes for the same plan and others for another', async () => {
    const first = await drawPhoto({ ...plan, scene: 'villa', seed: 'almadies/3' })
    const again = await drawPhoto({ ...plan, scene: 'villa', seed: 'almadies/3' })
    const other = await drawPhoto({ ...plan, scene: 'villa', seed: 'almadies/4' })
    expect(sha256Of(first.bytes)).toBe(sha256Of(again.bytes))
    expect(sha256Of(first.bytes)).not.toBe(sha256Of(other.bytes))
    expect(await sharp(first.bytes).metadata()).toMatchObject({ format: 'jpeg', width: 1280, height: 960, hasAlpha: false })
  })

  it('has no empty corner', async () => {
    for (const scene of sceneNames) {
      const { data,
        info } = await sharp(Buffer.from(drawScene({ ...plan, scene,
        seed: 'corners' }))).raw().toBuffer({ resolveWithObject: true })
      for (const [x, y] of [[2, 2], [1277, 2], [2, 957], [1277, 957],
        [640, 480]] as const) expect(data[(y * info.width + x) * info.channels + 3], scene).toBe(255)
    }
  })
})
