import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react'
import { Icon } from './Icon.tsx'

const ToastContext = createContext<(text: string) => void>(() => {})

/** Says briefly that something was done; read aloud by screen readers. */
export const useToast = (): ((text: string) => void) => useContext(ToastContext)

export const ToastPlace = ({ children }: { children: ReactNode }) => {
  const [shown, setShown] = useState<{ text: string; id: number } | null>(null)
  const show = useCallback((text: string) => setShown((last) => ({ text, id: (last?.id ?? 0) + 1 })), [])
  useEffect(() => {
    if (!shown) return
    const timer = setTimeout(() => setShown(null), 5000)
    return () => clearTimeout(timer)
  }, [shown])
  return (
    <ToastContext value={show}>
      {children}
      <div
        role="status"
        className="pointer-events-none fixed inset-x-0 bottom-5 z-50 flex justify-center px-4"
      >
        {shown && (
          <p
            key={shown.id}
            className="animate-appear rounded-card pointer-events-auto flex items-center gap-2 bg-ink px-4 py-2.5 text-surface shadow-float"
          >
            <Icon name="done" />
            {shown.text}
          </p>
        )}
      </div>
    </ToastContext>
  )
}
