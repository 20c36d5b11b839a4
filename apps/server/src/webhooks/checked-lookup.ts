import { lookup } from 'node:dns'
import type { LookupAddress, LookupAllOptions } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { classifyTargetAddress } from './target-address.ts'
import type { AllowPrivate } from './target-address.ts'

/** Finds every address of a name, as `dns.lookup` does. */
export type ResolveHost = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

/** The target is an address that no delivery may reach. It names no address, so it tells nothing about a network. */
export class BlockedTarget extends Error {
  override readonly name = 'BlockedTarget'

  constructor() {
    super('The target is not a public address')
  }
}

/**
 * A `lookup` for sockets that hands out allowed addresses only. The socket connects to what was checked here, so a name
 * that answers differently the second time (DNS rebinding) gains nothing. Fails with `BlockedTarget` when no address is
 * left. Sockets do not call it for a host that is an address already: check that one before connecting.
 */
export function checkedLookup(allowPrivate: AllowPrivate, resolveHost: ResolveHost = lookup): LookupFunction {
  return (hostname, options, callback) => {
    resolveHost(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, options.all ? [] : '')
      const allowed = addresses.filter(
        ({ address }) => classifyTargetAddress(address, { allowPrivate }).isAllowed,
      )
      const [first] = allowed
      if (first === undefined) return callback(new BlockedTarget(), options.all ? [] : '')
      if (options.all) return callback(null, allowed)
      callback(null, first.address, first.family)
    })
  }
}
