import { useLayoutEffect, useMemo, type CSSProperties } from 'react'
import type { Branding } from './api-shapes.ts'
import { pageVariables, panelVariables } from './brand-variables.ts'
import { useDarkScheme } from './use-dark-scheme.ts'

/**
 * Gives the page the seller's colours, corners and font, in the scheme that the buyer's browser asks for. Variables are set
 * through the object model, which the page's policy allows where it forbids styles in the markup.
 *
 * @returns The variables of the half with the order.
 */
export const useBranding = (branding: Branding | null | undefined): CSSProperties => {
  const isDark = useDarkScheme()
  useLayoutEffect(() => {
    const { style } = document.documentElement
    const variables = pageVariables(branding, isDark)
    for (const [name, value] of Object.entries(variables)) style.setProperty(name, value)
    return () => {
      for (const name of Object.keys(variables)) style.removeProperty(name)
    }
  }, [branding, isDark])
  return useMemo(() => panelVariables(branding, isDark) as CSSProperties, [branding, isDark])
}
