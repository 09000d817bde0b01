package engine

import (
	"os"
	"path/filepath"
	"runtime"
)

// LibraryEnv names the environment variable that holds the path of libchdb.so.
const LibraryEnv = "ROUNDS_ENGINE_LIBRARY"

// inTree is where npm ci puts the library, seen from the repository's root.
const inTree = "load/engine/npm/node_modules/@chdb/lib-linux-x64-gnu/libchdb.so"

// glibcLoader exists on every linux/amd64 system with glibc, and on none with musl alone.
const glibcLoader = "/lib64/ld-linux-x86-64.so.2"

// checkPlatform tells whether libchdb can run here at all.
func checkPlatform(goos, goarch, loader string) error {
	platform := goos + "/" + goarch
	if platform != "linux/amd64" {
		return &PlatformError{Platform: platform}
	}
	if _, err := os.Stat(loader); err != nil {
		return &PlatformError{Platform: platform + " without glibc"}
	}
	return nil
}

// findLibrary returns the library to load: the one asked for, else the one of the environment, else the one npm ci put
// beside the program or in a parent of the working directory.
func findLibrary(asked string) (string, error) {
	if err := checkPlatform(runtime.GOOS, runtime.GOARCH, glibcLoader); err != nil {
		return "", err
	}
	candidates := libraryPaths(asked)
	for _, path := range candidates {
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			return filepath.Abs(path)
		}
	}
	return "", &LibraryError{Looked: candidates}
}

func libraryPaths(asked string) []string {
	if asked != "" {
		return []string{asked}
	}
	if named := os.Getenv(LibraryEnv); named != "" {
		return []string{named}
	}
	var paths []string
	if exe, err := os.Executable(); err == nil {
		paths = append(paths, filepath.Join(filepath.Dir(exe), "..", inTree), filepath.Join(filepath.Dir(exe), inTree))
	}
	dir, err := os.Getwd()
	for err == nil {
		paths = append(paths, filepath.Join(dir, inTree))
		if filepath.Dir(dir) == dir {
			break
		}
		dir = filepath.Dir(dir)
	}
	return paths
}
