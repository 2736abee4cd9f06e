import * as z from "zod/mini";

// Imported before every schema: the content security policy forbids what Zod would compile.
z.config({ jitless: true });
