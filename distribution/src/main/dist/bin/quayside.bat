@echo off
rem Starts Quayside: finds a Java that can run it; bin/quayside says what the options are for.
rem
rem   JAVA_HOME                  the Java to use; the one on the PATH if not set
rem   JAVA_OPTS, QUAYSIDE_OPTS   more options for the JVM; they come after those below and so override them
setlocal enableextensions disabledelayedexpansion

for %%i in ("%~dp0..") do set "QS_HOME=%%~fi"

set "QS_JAVA=java.exe"
if defined JAVA_HOME (
  set "QS_JAVA=%JAVA_HOME%\bin\java.exe"
  if not exist "%JAVA_HOME%\bin\java.exe" (
    >&2 echo quayside: QS-405: JAVA_HOME is %JAVA_HOME%, and there is no bin\java.exe in it
    exit /b 2
  )
) else (
  where java.exe >nul 2>nul
  if errorlevel 1 (
    >&2 echo quayside: QS-405: there is no java: put Java 17 or newer on the PATH, or set JAVA_HOME
    exit /b 2
  )
)

set "QS_VERSION="
for /f "tokens=3" %%v in ('""%QS_JAVA%" -version 2>&1" ^| findstr /c:" version "') do if not defined QS_VERSION set "QS_VERSION=%%~v"
for /f "tokens=1,2 delims=.-+" %%a in ("%QS_VERSION%") do (
  set "QS_MAJOR=%%a"
  if "%%a"=="1" set "QS_MAJOR=%%b"
)
if not defined QS_MAJOR (
  >&2 echo quayside: QS-405: %QS_JAVA% does not tell its version: set JAVA_HOME to a Java 17 or newer
  exit /b 2
)
if %QS_MAJOR% LSS 17 (
  >&2 echo quayside: QS-405: %QS_JAVA% is Java %QS_MAJOR%: put Java 17 or newer on the PATH, or set JAVA_HOME
  exit /b 2
)

set "QS_COLLECTOR=-XX:+UseSerialGC -XX:TieredStopAtLevel=1"
if "%~1"=="serve" set "QS_COLLECTOR=-XX:+UseParallelGC"
echo "%JAVA_OPTS% %QUAYSIDE_OPTS%" | findstr /r /c:"-XX:+Use[A-Za-z]*GC" >nul && set "QS_COLLECTOR="

"%QS_JAVA%" ^
  -XX:+IgnoreUnrecognizedVMOptions ^
  --sun-misc-unsafe-memory-access=allow ^
  --enable-native-access=ALL-UNNAMED ^
  %QS_COLLECTOR% ^
  -XX:MaxDirectMemorySize=64g ^
  -Dguice_custom_class_loading=CHILD ^
  "-Dlogback.configurationFile=%QS_HOME%\conf\logback.xml" ^
  "-Dquayside.home=%QS_HOME%" ^
  %JAVA_OPTS% %QUAYSIDE_OPTS% ^
  -cp "%QS_HOME%\lib\*" ^
  io.quayside.distribution.cli.Main %*
exit /b %ERRORLEVEL%
