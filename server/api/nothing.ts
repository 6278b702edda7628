import { z } from 'zod'

/** For operations without parameters, query or body: whatever comes is left aside. */
export const nothing = z.object({})
