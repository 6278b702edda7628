import { ipKeyGenerator, rateLimit } from 'express-rate-limit'
import type { RequestHandler } from 'express'
import { AppError } from '../../shared/values/error.ts'
import type { RateClass } from '../api/operation.ts'
import { accountOf } from './authentication.ts'

/** Requests of one caller (an account, else an address) in one window. Wrong passwords lock besides, by account (auth rules). */
const limits: Readonly<Record<RateClass, { readonly most: number; readonly minutes: number }>> = {
  read: { most: 600, minutes: 1 },
  write: { most: 240, minutes: 1 },
  upload: { most: 120, minutes: 1 },
  // Files between a post and its server, which come by thousands.
  exchange: { most: 1800, minutes: 1 },
  // Each takes a thread for a good part of a second.
  report: { most: 30, minutes: 1 },
  'sign-in': { most: 20, minutes: 5 },
  mail: { most: 6, minutes: 60 },
}

export type RateLimits = Readonly<Record<RateClass, RequestHandler>>

/** One counter a class, kept by this process: several servers allow as many times more, which is still a bound. */
export function createRateLimits(scale: number): RateLimits {
  const free: RequestHandler = (_request, _response, next) => next()
  const of = (name: RateClass): RequestHandler => {
    if (scale === 0) return free
    const { most, minutes } = limits[name]
    return rateLimit({
      windowMs: minutes * 60_000,
      limit: Math.ceil(most * scale),
      standardHeaders: 'draft-8',
      legacyHeaders: false,
      identifier: name,
      // One IPv6 household has at least a /56: its addresses count as one.
      keyGenerator: (request) => accountOf(request) ?? ipKeyGenerator(request.ip ?? ''),
      handler: (_request, _response, next) => next(new AppError('too_many_requests')),
    })
  }
  return { read: of('read'), write: of('write'), upload: of('upload'), exchange: of('exchange'), report: of('report'), 'sign-in': of('sign-in'), mail: of('mail') }
}
