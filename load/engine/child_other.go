//go:build !linux || !amd64

package engine

// RunIfChild becomes the engine in a process that Open started. On this platform Open never does.
func RunIfChild() {}
