import { type Faults, faultNames } from '../../platform/faults/faults.ts'

export type FaultsOfSandbox = { sandboxId: string; faults: Faults }

export const toSandboxFaults = ({ sandboxId, faults }: FaultsOfSandbox) => ({
  sandbox_id: sandboxId,
  active_faults: faultNames.filter((name) => faults[name] !== undefined),
  ...Object.fromEntries(
    faultNames.map((name) => [name, faults[name] ? { enabled: true, ...faults[name] } : null]),
  ),
})
