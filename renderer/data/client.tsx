import { createContext, useContext, useMemo } from 'react'
import type { ReactNode } from 'react'
import type { Core } from '../core/connect.ts'
import { createPhotoCache } from './photo-cache.ts'
import type { PhotoCache } from './photo-cache.ts'

export type { Core }

const CoreContext = createContext<{ core: Core; photos: PhotoCache } | null>(null)

export function CoreProvider({ core, children }: { core: Core; children: ReactNode }) {
  const value = useMemo(() => ({ core, photos: createPhotoCache(core) }), [core])
  return <CoreContext value={value}>{children}</CoreContext>
}

function useInside() {
  const inside = useContext(CoreContext)
  if (!inside) throw new Error('no CoreProvider above')
  return inside
}

/** For streams and files; ordinary reads go through `useCore`, writes through `useCommand`. */
export function useCoreClient(): Core {
  return useInside().core
}

export function usePhotoCache(): PhotoCache {
  return useInside().photos
}
