import type { DetailedHTMLProps, HTMLAttributes } from 'react';

type EngageElement<Attributes> = DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement> & Attributes;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'engage-inbox': EngageElement<{ ticket?: string }>;
      'engage-ticket-panel': EngageElement<{ outlet?: string; ticket?: string }>;
      'engage-renewal-console': EngageElement<{ outlet?: string; renewal?: string; view?: string }>;
      'engage-outlet-card': EngageElement<{ outlet?: string }>;
      'engage-pos-sync': EngageElement<object>;
    }
  }
}
